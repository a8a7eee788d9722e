# Debian's cross compiler and its arm64 libraries (tools/dev/packages-release.txt).
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(ENV{PKG_CONFIG_LIBDIR} /usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig)
# By its full path: the one beside it in the list of programs runs only where the kernel knows what to do with arm64.
set(CMAKE_CROSSCOMPILING_EMULATOR /usr/bin/qemu-aarch64)
