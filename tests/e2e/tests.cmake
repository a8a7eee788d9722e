# End to end: the static binary (out/dropsweep) against throwaway droplets; one test per file, so that they run side by side.
set(skipped "OK \\(skipped=") # unittest's last line; the reason stands above it
find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB stories CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/e2e/test_*.py)
if(DROPSWEEP_SANITIZE) # the action takes no download as large as such a binary
  list(FILTER stories EXCLUDE REGEX test_action_shim)
endif()
foreach(story ${stories})
  get_filename_component(name ${story} NAME_WE)
  string(REPLACE "test_" "" short ${name})
  add_test(NAME e2e.${short} COMMAND Python3::Interpreter -m unittest -v tests.e2e.${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  # The longest first, so that none of them is what the other core waits for at the end.
  set_tests_properties(e2e.${short} PROPERTIES TIMEOUT 900 COST 100 SKIP_REGULAR_EXPRESSION ${skipped})
endforeach()

# It counts round trips, and a machine that is busy with other stories makes more of them.
set_tests_properties(e2e.ways_in_jump_hosts PROPERTIES RUN_SERIAL ON)

# The same against other engines, where their roots can be had (tests/droplet/engines.py); else they are skipped, with the reason.
# Of the modes as much as differs between engines: each of them removes everything of its own once, and a plan is carried out.
set(modes Modes.test_standard_after_a_deploy Modes.test_aggressive_every_week Modes.test_full_in_an_emergency
    DryRun.test_a_plan_carried_out_later_skips_what_changed_and_adds_nothing)
list(TRANSFORM modes PREPEND tests.e2e.test_modes.)
set(traps tests.e2e.test_traps)
set(cancel tests.e2e.test_cancel)
set(ledger tests.e2e.test_ledger)
set(droplet test_the_engine_is_the_one_that_was_asked_for test_ages test_published_port_answers_inside)
list(TRANSFORM droplet PREPEND tests.droplet.selftest.Plain.)
set(always_on_every_engine modes traps cancel ledger droplet)
# Faults and busy hosts differ little between engines and take long: ./dev test --every-engine runs them too.
set(at_times_on_every_engine busy enough failures faults_answers faults_cancel faults_connection faults_deploy faults_engine
    faults_host faults_requests faults_together health hostile modes swarm)

# on_engine(ENGINE NAME WHAT... [FOR CONFIGURATIONS...])
function(on_engine engine name)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "FOR" "")
  if(arg_FOR)
    set(only CONFIGURATIONS ${arg_FOR})
  endif()
  add_test(NAME e2e.${name}@${engine} ${only} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
           COMMAND Python3::Interpreter -m unittest -v ${arg_UNPARSED_ARGUMENTS})
  set_tests_properties(e2e.${name}@${engine} PROPERTIES ENVIRONMENT DROPSWEEP_ENGINE=${engine} TIMEOUT 900 COST 80
                       SKIP_REGULAR_EXPRESSION ${skipped})
endfunction()

foreach(engine 20.10 26.1-c8d 28.5 28.5-c8d)
  foreach(story ${always_on_every_engine})
    on_engine(${engine} ${story} ${${story}})
  endforeach()
  foreach(story ${at_times_on_every_engine})
    on_engine(${engine} all_of_${story} tests.e2e.test_${story} FOR every-engine)
  endforeach()
endforeach()

# Lifetimes are for the sanitizers to watch.
if(DROPSWEEP_SANITIZE)
  add_executable(link_probe ${CMAKE_CURRENT_SOURCE_DIR}/e2e/link_probe.cpp)
  target_link_libraries(link_probe PRIVATE floor_connect warnings)
  add_test(NAME e2e.link_lifetimes COMMAND Python3::Interpreter -m unittest -v tests.e2e.link_lifetimes WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(e2e.link_lifetimes PROPERTIES ENVIRONMENT DROPSWEEP_LINK_PROBE=$<TARGET_FILE:link_probe> TIMEOUT 300)
  # Where key exchanges are made to fail, and where AES-GCM is all that is offered. To know whose block it is that libcrypto
  # allocated, the whole stack is walked, which is too slow for all stories.
  set_tests_properties(e2e.ways_in_hostile_servers e2e.ways_in_terrapin PROPERTIES ENVIRONMENT
                       "ASAN_OPTIONS=fast_unwind_on_malloc=0;LSAN_OPTIONS=suppressions=${CMAKE_CURRENT_SOURCE_DIR}/e2e/known_leaks.txt:print_suppressions=0")
endif()

# The droplets themselves, before anything is believed that was seen on them.
add_test(NAME e2e.droplet COMMAND Python3::Interpreter -m unittest tests.droplet.selftest WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(e2e.droplet PROPERTIES TIMEOUT 300 COST 90)
