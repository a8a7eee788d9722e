// Refusals in place of libzstd, for the static link: libcrypto.a refers to these from its certificate compression (RFC 8879), which our TLS
// client turns off. Were one called all the same, it would fail as a broken stream does, and the handshake with it.
#include <cstddef>

extern "C" {

std::size_t ZSTD_compress(void*, std::size_t, const void*, std::size_t, int) { return static_cast<std::size_t>(-1); }
std::size_t ZSTD_decompress(void*, std::size_t, const void*, std::size_t) { return static_cast<std::size_t>(-1); }
unsigned ZSTD_isError(std::size_t) { return 1; }
const char* ZSTD_getErrorName(std::size_t) { return "zstd is not part of this program"; }

void* ZSTD_createCStream_advanced(...) { return nullptr; }
void* ZSTD_createDStream_advanced(...) { return nullptr; }
std::size_t ZSTD_freeCStream(void*) { return 0; }
std::size_t ZSTD_freeDStream(void*) { return 0; }
std::size_t ZSTD_initCStream(void*, int) { return static_cast<std::size_t>(-1); }
std::size_t ZSTD_initDStream(void*) { return static_cast<std::size_t>(-1); }
std::size_t ZSTD_compressStream2(void*, void*, void*, int) { return static_cast<std::size_t>(-1); }
std::size_t ZSTD_decompressStream(void*, void*, void*) { return static_cast<std::size_t>(-1); }
std::size_t ZSTD_flushStream(void*, void*) { return static_cast<std::size_t>(-1); }
std::size_t ZSTD_endStream(void*, void*) { return static_cast<std::size_t>(-1); }
std::size_t ZSTD_CStreamInSize() { return 0; }
std::size_t ZSTD_DStreamInSize() { return 0; }

}  // extern "C"
