"""Runs a program whose clock is off, on a machine whose clock is right.

    python3 other_clock.py SECONDS PROGRAM [ARGUMENT...]

There is no namespace for the time of day, and what is linked statically preloads no library. But every program asks the time
through code that the kernel puts into its memory (the vDSO), and that copy is the program's own: before its first instruction the
three functions that tell the time of day are replaced by system calls that add SECONDS. Its timers run on as ever.
"""

import ctypes
import os
import platform
import re
import struct
import sys

TRACEME, DETACH = 0, 17
libc = ctypes.CDLL(None, use_errno=True)

# clock_gettime(clock, into), gettimeofday(into, zone) and time(into); `{}` is where the seconds go. Their second and third numbers
# are those of the system calls.
FUNCTIONS = {
    b"__vdso_clock_gettime": ("b8 e4 00 00 00"  # mov eax, 228
                              "0f 05"           # syscall
                              "85 ff"           # test edi, edi: CLOCK_REALTIME is 0
                              "75 07"           # jnz over the next
                              "48 81 06 {}"     # add qword [rsi], SECONDS
                              "c3"),
    b"__vdso_gettimeofday": ("b8 60 00 00 00"   # mov eax, 96
                             "0f 05"
                             "48 85 ff"         # test rdi, rdi
                             "74 07"            # jz over the next
                             "48 81 07 {}"      # add qword [rdi], SECONDS
                             "c3"),
    b"__vdso_time": ("57"                       # push rdi
                     "31 ff"                    # xor edi, edi
                     "b8 c9 00 00 00"           # mov eax, 201
                     "0f 05"
                     "5f"                       # pop rdi
                     "48 05 {}"                 # add rax, SECONDS
                     "48 85 ff"
                     "74 03"                    # jz over the next
                     "48 89 07"                 # mov [rdi], rax
                     "c3"),
}


def supported():
    return platform.machine() == "x86_64"


def set_off(pid, seconds):
    """A process that stands at its first instruction."""
    with open(f"/proc/{pid}/maps") as maps:
        start, end = (int(part, 16) for part in re.search(r"^(\w+)-(\w+) .*\[vdso\]$", maps.read(), re.MULTILINE).groups())
    with open(f"/proc/{pid}/mem", "r+b", buffering=0) as memory:
        memory.seek(start)
        places = symbols(memory.read(end - start))
        for name, code in FUNCTIONS.items():
            memory.seek(start + places[name])
            memory.write(bytes.fromhex(code.format(struct.pack("<i", seconds).hex())))


def symbols(elf):
    """name -> offset, of the functions of a small 64-bit library."""
    header, = struct.unpack_from("<Q", elf, 0x28)
    size, count = struct.unpack_from("<HH", elf, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", elf, header + size * index) for index in range(count)]
    found = {}
    for section in sections:
        if section[1] != 11:  # SHT_DYNSYM
            continue
        names = sections[section[6]][4]
        for at in range(section[4], section[4] + section[5], 24):
            name, _, _, _, value, _ = struct.unpack_from("<IBBHQQ", elf, at)
            found[elf[names + name:elf.index(b"\0", names + name)]] = value
    return found


def main():
    seconds, *argv = sys.argv[1:]
    pid = os.fork()
    if pid == 0:
        libc.ptrace(TRACEME, 0, None, None)
        os.execv(argv[0], argv)
    os.waitpid(pid, 0)  # it stops when the program is loaded
    set_off(pid, int(seconds))
    libc.ptrace(DETACH, pid, None, None)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


if __name__ == "__main__":
    main()
