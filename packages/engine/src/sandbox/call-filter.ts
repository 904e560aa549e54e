import { constants } from "node:os";

/** The numbers of an architecture; see syscalls(2). */
interface Machine {
  /** Its name for the kernel, AUDIT_ARCH_…. */
  readonly code: number;
  readonly socket: number;
  /** What is refused; on all machines, further calls are. */
  readonly refused: readonly number[];
  /** The first number of calls of another kind (x32). */
  readonly foreign?: number;
}

/** In this order: memfd_create, add_key, request_key, keyctl, userfaultfd, bpf, perf_event_open. */
const MACHINES: ReadonlyMap<string, Machine> = new Map([
  [
    "x64",
    {
      code: 0xc000003e,
      socket: 41,
      refused: [319, 248, 249, 250, 323, 321, 298],
      foreign: 0x40000000,
    },
  ],
  ["arm64", { code: 0xc00000b7, socket: 198, refused: [279, 217, 218, 219, 282, 280, 241] }],
]);

/** io_uring_setup, io_uring_enter, io_uring_register and memfd_secret have the same numbers everywhere. */
const REFUSED_EVERYWHERE: readonly number[] = [425, 426, 427, 447];

/** Sockets to the host of a virtual machine. */
const AF_VSOCK = 40;

// Where a program finds what it is about, and its instructions; see seccomp(2).
const CALL = 0;
const ARCHITECTURE = 4;
const FIRST_ARGUMENT = 16;
const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_AT_LEAST = 0x35;
const RETURN = 0x06;
const ALLOW = 0x7fff0000;
const REFUSE = 0x00050000;
const { ENOSYS, EPERM, EAFNOSUPPORT } = constants.errno;

/**
 * Builds a filter of system calls (a BPF program) that refuses what namespaces do not separate: keys of the
 * kernel, which a session passes on to its programs; files in memory alone, which are not counted; sockets to
 * the host of a virtual machine; rings of calls, which pass a filter; and tools that look into the kernel.
 * Programs for another architecture, whose calls have other numbers, get EPERM. Undefined for a machine whose
 * numbers are not known.
 */
export function callFilter(architecture: string = process.arch): Buffer | undefined {
  const machine = MACHINES.get(architecture);
  if (machine === undefined) return undefined;
  const { code, socket, refused, foreign } = machine;
  return Buffer.concat([
    step(LOAD, ARCHITECTURE),
    step(IF_EQUAL, code, 1, 0),
    step(RETURN, REFUSE | EPERM),
    step(LOAD, CALL),
    ...(foreign === undefined ? [] : [step(IF_AT_LEAST, foreign, 0, 1), step(RETURN, REFUSE | ENOSYS)]),
    ...[...refused, ...REFUSED_EVERYWHERE].flatMap((call) => [
      step(IF_EQUAL, call, 0, 1),
      step(RETURN, REFUSE | ENOSYS),
    ]),
    step(IF_EQUAL, socket, 0, 3),
    step(LOAD, FIRST_ARGUMENT),
    step(IF_EQUAL, AF_VSOCK, 0, 1),
    step(RETURN, REFUSE | EAFNOSUPPORT),
    step(RETURN, ALLOW),
  ]);
}

/** One instruction, with how many of the next ones a test skips that holds, or does not hold. */
function step(code: number, value: number, ifTrue = 0, ifFalse = 0): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt8(ifTrue, 2);
  bytes.writeUInt8(ifFalse, 3);
  bytes.writeUInt32LE(value >>> 0, 4);
  return bytes;
}
