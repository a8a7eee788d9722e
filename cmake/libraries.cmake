# The libraries that floors may have at home, one target each; a floor that does not name one does not get its settings or link it.

find_package(OpenSSL 3 REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.88 REQUIRED CONFIG)

add_library(fmt_headers INTERFACE)
# Header-only: the distribution ships no static libfmt for us to link.
target_compile_definitions(fmt_headers INTERFACE FMT_HEADER_ONLY=1)
add_library(lib_fmt ALIAS fmt_headers)

add_library(asio INTERFACE)
target_link_libraries(asio INTERFACE Boost::headers Threads::Threads)
target_compile_definitions(asio INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_VISIBILITY)
add_library(lib_asio ALIAS asio)

add_library(lib_beast ALIAS asio)

add_library(json INTERFACE)
add_library(lib_json ALIAS json)

add_library(cli11 INTERFACE)
add_library(lib_cli11 ALIAS cli11)

add_library(zlib INTERFACE)
if(DROPSWEEP_STATIC)
  find_library(ZLIB_ARCHIVE libz.a REQUIRED)
  target_link_libraries(zlib INTERFACE ${ZLIB_ARCHIVE})
else()
  find_library(ZLIB_LIBRARY z REQUIRED)
  target_link_libraries(zlib INTERFACE ${ZLIB_LIBRARY})
endif()
add_library(lib_zlib ALIAS zlib)

add_library(openssl INTERFACE)
if(DROPSWEEP_STATIC)
  find_library(SSL_ARCHIVE libssl.a REQUIRED)
  find_library(CRYPTO_ARCHIVE libcrypto.a REQUIRED)
  find_library(LIBSSH2_ARCHIVE libssh2.a REQUIRED)
  # Debian's libcrypto can compress certificates with zstd. We never ask for that (health/tls.cpp), and 0.6 MB stay out.
  add_library(no_zstd STATIC ${CMAKE_SOURCE_DIR}/cmake/no_zstd.cpp)
  set(CRYPTO_LIBRARIES ${CRYPTO_ARCHIVE} ${ZLIB_ARCHIVE} no_zstd)
  target_link_libraries(openssl INTERFACE ${SSL_ARCHIVE} ${CRYPTO_LIBRARIES} Threads::Threads)
else()
  target_link_libraries(openssl INTERFACE OpenSSL::SSL OpenSSL::Crypto)
endif()
add_library(lib_openssl ALIAS openssl)

add_library(libssh2 INTERFACE)
if(DROPSWEEP_STATIC)
  target_link_libraries(libssh2 INTERFACE ${LIBSSH2_ARCHIVE} openssl)
else()
  find_library(LIBSSH2_LIBRARY ssh2 REQUIRED)
  target_link_libraries(libssh2 INTERFACE ${LIBSSH2_LIBRARY} OpenSSL::Crypto)
endif()
add_library(lib_libssh2 ALIAS libssh2)
