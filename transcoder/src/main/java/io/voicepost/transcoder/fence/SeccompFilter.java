package io.voicepost.transcoder.fence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/// The system calls that a fenced program may make, as a program of the kernel's packet filter
/// (Linux, `seccomp(2)` and `linux/filter.h`). What is not on the list fails with `EPERM`; a call
/// of another processor's interface ends the process.
///
/// Reading, memory, threads and time are on it. No sockets, no new processes, no changes to files,
/// no signals, nothing that looks into other processes.
final class SeccompFilter {
  /// Name, number on x86_64, number on arm64 (the kernel's `syscall_64.tbl` and `unistd.h`); a dash
  /// where a processor never had it.
  private static final String ALLOWED =
      """
      read 0 63, write 1 64, readv 19 65, writev 20 66, pread64 17 67, lseek 8 62, close 3 57
      open 2 -, openat 257 56, stat 4 -, lstat 6 -, fstat 5 80, newfstatat 262 79, statx 332 291
      access 21 -, faccessat 269 48, faccessat2 439 439, readlink 89 -, readlinkat 267 78
      getdents64 217 61, getcwd 79 17, statfs 137 43, fstatfs 138 44, dup 32 23, dup2 33 -, dup3 292 24
      brk 12 214, munmap 11 215, mprotect 10 226, mremap 25 216, madvise 28 233, mlock 149 228
      rt_sigaction 13 134, rt_sigprocmask 14 135, rt_sigreturn 15 139, sigaltstack 131 132
      clock_gettime 228 113, clock_getres 229 114, clock_nanosleep 230 115, nanosleep 35 101
      gettimeofday 96 169, time 201 -, times 100 153, getrusage 98 165, sched_yield 24 124
      futex 202 98, poll 7 -, ppoll 271 73, select 23 -, pselect6 270 72
      getpid 39 172, getppid 110 173, gettid 186 178, getpgrp 111 -
      getuid 102 174, geteuid 107 175, getgid 104 176, getegid 108 177
      uname 63 160, sysinfo 99 179, getrlimit 97 163, sched_getaffinity 204 123, getcpu 309 168
      arch_prctl 158 -, set_tid_address 218 96, set_robust_list 273 99, rseq 334 293
      getrandom 318 278, execve 59 221, exit 60 93, exit_group 231 94
      """;

  // Classic BPF: operation, and what follows it.
  private static final int LOAD_WORD = 0x20;
  private static final int AND = 0x54;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int JUMP_IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7FFF0000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int ERRNO = 0x00050000;
  private static final int EPERM = ERRNO | 1;
  private static final int ENOSYS = ERRNO | 38;

  // Offsets in `struct seccomp_data`.
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;

  private static final int X32 = 0x40000000;
  private static final int CLONE_THREAD = 0x10000;
  private static final int MAP_SHARED_ANONYMOUS = 0x01 | 0x20;
  private static final int PR_SET_NAME = 15;
  private static final int F_SETFL = 4;

  /// What differs between processors, besides the list.
  private record Processor(
      int architecture, int column, int fork, int mmap, int prctl, int prlimit64, int fcntl) {}

  private static final Map<String, Processor> PROCESSORS =
      Map.of(
          "amd64", new Processor(0xC000003E, 1, 56, 9, 157, 302, 72),
          "aarch64", new Processor(0xC00000B7, 2, 220, 222, 167, 261, 25));

  /// Its flags lie in memory, where a filter cannot look. Who is told that it is not there takes
  /// `clone`.
  private static final int CLONE3 = 435;

  private final ByteBuffer code = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());

  private SeccompFilter() {}

  /// The filter for this machine, instruction after instruction as the kernel takes them.
  ///
  /// @throws FenceException there is none for its processor
  static byte[] forThisMachine() throws FenceException {
    var processor = PROCESSORS.get(System.getProperty("os.arch"));
    if (processor == null) {
      throw new FenceException("no seccomp filter for " + System.getProperty("os.arch"));
    }
    return new SeccompFilter().assembled(processor);
  }

  private byte[] assembled(Processor processor) {
    load(ARCHITECTURE);
    jump(JUMP_IF_EQUAL, processor.architecture(), 1, 0);
    end(KILL_PROCESS);
    load(NUMBER);
    jump(JUMP_IF_AT_LEAST, X32, 0, 1);
    end(KILL_PROCESS);
    for (var call : ALLOWED.strip().split(",\\s*|\\n", -1)) {
      var number = call.split(" ", -1)[processor.column()];
      if (!number.equals("-")) {
        jump(JUMP_IF_EQUAL, Integer.parseInt(number), 0, 1);
        end(ALLOW);
      }
    }
    jump(JUMP_IF_EQUAL, CLONE3, 0, 1);
    end(ENOSYS);
    allowSome(processor);
    end(EPERM);
    var bytes = new byte[code.position()];
    code.flip().get(bytes);
    return bytes;
  }

  /// Calls of which some are allowed, by their arguments.
  private void allowSome(Processor processor) {
    // Threads, but no processes.
    jump(JUMP_IF_EQUAL, processor.fork(), 0, 4);
    load(ARGUMENTS);
    jump(JUMP_IF_ANY_BIT, CLONE_THREAD, 0, 1);
    end(ALLOW);
    end(EPERM);
    // Shared memory without a file counts against no limit.
    jump(JUMP_IF_EQUAL, processor.mmap(), 0, 5);
    load(ARGUMENTS + 3 * Long.BYTES);
    put(AND, 0, 0, MAP_SHARED_ANONYMOUS);
    jump(JUMP_IF_EQUAL, MAP_SHARED_ANONYMOUS, 1, 0);
    end(ALLOW);
    end(EPERM);
    jump(JUMP_IF_EQUAL, processor.prctl(), 0, 4);
    load(ARGUMENTS);
    jump(JUMP_IF_EQUAL, PR_SET_NAME, 0, 1);
    end(ALLOW);
    end(EPERM);
    // Limits may be looked at: the address of new ones is null.
    jump(JUMP_IF_EQUAL, processor.prlimit64(), 0, 6);
    load(ARGUMENTS + 2 * Long.BYTES);
    jump(JUMP_IF_EQUAL, 0, 0, 3);
    load(ARGUMENTS + 2 * Long.BYTES + Integer.BYTES);
    jump(JUMP_IF_EQUAL, 0, 0, 1);
    end(ALLOW);
    end(EPERM);
    // Nobody is to be told of anything by signals.
    jump(JUMP_IF_EQUAL, processor.fcntl(), 0, 4);
    load(ARGUMENTS + Long.BYTES);
    jump(JUMP_IF_AT_LEAST, F_SETFL + 1, 1, 0);
    end(ALLOW);
    end(EPERM);
  }

  private void load(int offset) {
    put(LOAD_WORD, 0, 0, offset);
  }

  private void end(int verdict) {
    put(RETURN, 0, 0, verdict);
  }

  /// @param whenTrue how many instructions to leave out then, from the next on
  private void jump(int test, int value, int whenTrue, int whenFalse) {
    put(test, whenTrue, whenFalse, value);
  }

  /// `struct sock_filter`.
  private void put(int operation, int whenTrue, int whenFalse, int value) {
    code.putShort((short) operation).put((byte) whenTrue).put((byte) whenFalse).putInt(value);
  }
}
