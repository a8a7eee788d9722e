# Compiler settings and warnings as targets, so that each floor says what it takes.

option(DROPSWEEP_STRICT "Warnings are errors (for developers, not for packagers)" OFF)
option(DROPSWEEP_TESTS "Build the tests" OFF)
option(DROPSWEEP_STATIC "Link everything statically into one -static-pie file" OFF)
option(DROPSWEEP_SANITIZE "Address and undefined-behaviour sanitizers; with clang the fuzzers too" OFF)

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(settings INTERFACE)
target_compile_options(settings INTERFACE -fstack-protector-strong -ffunction-sections -fdata-sections)

if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  # Coroutine frames at -O0 make the tests slow; -Og keeps them debuggable. -g1 halves the link time.
  set(CMAKE_CXX_FLAGS_DEBUG "-Og -g1 -D_GLIBCXX_ASSERTIONS")
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  # The binary travels to a runner at every use: size first.
  set(CMAKE_CXX_FLAGS_RELEASE "-Oz -fno-asynchronous-unwind-tables -DNDEBUG -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS")
  # The same source makes the same bytes, wherever it lies (./dev release --check).
  target_compile_options(settings INTERFACE -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
  string(APPEND CMAKE_CXX_COMPILE_OBJECT " -frandom-seed=<OBJECT>")
endif()
if(DROPSWEEP_SANITIZE)
  # Without NDEBUG: what libraries assert is to be found as well.
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1 -D_GLIBCXX_ASSERTIONS")
  target_compile_options(settings INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(settings INTERFACE -fsanitize=address,undefined)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    set(DROPSWEEP_FUZZ ON)
    target_compile_options(settings INTERFACE -fsanitize=fuzzer-no-link)
  endif()
endif()

add_library(warnings INTERFACE)
target_compile_options(warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wconversion -Wsign-conversion
  -Wold-style-cast -Woverloaded-virtual -Wnull-dereference -Wimplicit-fallthrough
  # g++ 14 sees dangling references and missing initialisers where coroutines and designated initialisers have none.
  -Wno-missing-field-initializers $<$<CXX_COMPILER_ID:GNU>:-Wno-dangling-reference>)
if(DROPSWEEP_STRICT)
  target_compile_options(warnings INTERFACE -Werror)
endif()
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  # False alarms of the optimiser inside inlined library code.
  target_compile_options(warnings INTERFACE -Wno-null-dereference $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()

add_library(static_link INTERFACE)
if(DROPSWEEP_STATIC)
  # Packed relative relocations: OpenSSL's tables of pointers cost 0.8 MB otherwise. (The kernel sees no difference: the binary relocates itself.)
  target_link_options(static_link INTERFACE -static-pie -Wl,--gc-sections -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
    -Wl,-z,pack-relative-relocs -Wl,-T,${CMAKE_SOURCE_DIR}/cmake/no_unwinding.ld -Wl,-Map=$<TARGET_PROPERTY:NAME>.map) # the map is what tools/release/sbom.py knows the libraries from
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()
