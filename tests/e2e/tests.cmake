# End to end: the static binary (out/dropsweep) against throwaway droplets; one test per file, so that they run side by side.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB stories CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/e2e/test_*.py)
foreach(story ${stories})
  get_filename_component(name ${story} NAME_WE)
  string(REPLACE "test_" "" short ${name})
  add_test(NAME e2e.${short} COMMAND Python3::Interpreter -m unittest -v tests.e2e.${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  # The longest first, so that none of them is what the other core waits for at the end.
  set_tests_properties(e2e.${short} PROPERTIES TIMEOUT 600 COST 100)
endforeach()

# The droplets themselves, before anything is believed that was seen on them.
add_test(NAME e2e.droplet COMMAND Python3::Interpreter -m unittest tests.droplet.selftest WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(e2e.droplet PROPERTIES TIMEOUT 300 COST 90)
