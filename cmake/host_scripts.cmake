# add_host_script(FLOOR NAME)
#
# What runs in a shell on the host, and is compiled in: what all of these have in common (src/net/host_script_parts), then
# src/FLOOR/NAME/*.sh in the order of their numbers, without comments, as the constant NAME that NAME.hpp declares. Files of their
# own can be read, and are looked at by shellcheck (tools/lint.sh).
function(add_host_script floor name)
  file(GLOB common CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/net/host_script_parts/*.sh)
  file(GLOB own CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${floor}/${name}/*.sh)
  set(parts ${common} ${own})
  set(script "")
  foreach(part ${parts})
    file(READ ${part} text)
    string(APPEND script "\n${text}")
  endforeach()
  string(REGEX REPLACE "\n *#[^\n]*" "" script "${script}")
  string(STRIP "${script}" script)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${parts})

  set(constant ${CMAKE_BINARY_DIR}/scripts/${name}.cpp)
  string(CONCAT text "#include \"${floor}/${name}.hpp\"\n\n" "namespace dropsweep {\n\n"
         "const std::string_view ${name} = R\"sh(${script}\n)sh\";\n\n" "}  // namespace dropsweep\n")
  file(CONFIGURE OUTPUT ${constant} CONTENT "@text@" @ONLY)
  target_sources(floor_${floor} PRIVATE ${constant})
endfunction()
