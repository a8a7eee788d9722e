# add_floor(NAME [USES floor...] [LIBRARIES library...])
#
# One folder of src/ as one static library that links exactly its row. Its headers are seen as "NAME/header.hpp" and only by
# the floors that name it: each floor has an include root of its own that holds nothing but a link to its folder, so that an
# include that points up (or sideways) does not compile.
function(add_floor name)
  cmake_parse_arguments(FLOOR "" "" "USES;LIBRARIES" ${ARGN})
  set(root ${CMAKE_BINARY_DIR}/rows/${name})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${name} ${root}/${name} SYMBOLIC)

  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  add_library(floor_${name} STATIC ${sources})
  set_target_properties(floor_${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_include_directories(floor_${name} PUBLIC ${root})
  target_link_libraries(floor_${name} PUBLIC settings PRIVATE warnings)
  foreach(used ${FLOOR_USES})
    target_link_libraries(floor_${name} PUBLIC floor_${used})
  endforeach()
  foreach(library ${FLOOR_LIBRARIES})
    target_link_libraries(floor_${name} PUBLIC lib_${library})
  endforeach()
endfunction()
