/**
 * Who may begin an invocation that was given to a thread ahead of its time: the thread, unless the gateway has taken it back. Tickets are
 * numbered from 1 in the order in which invocations are given. What both sides look at is the number of the last ticket that is settled:
 * the thread may begin the one behind it, and the gateway takes back all that are left by settling them.
 */
export type Tickets = Int32Array<SharedArrayBuffer>

/** For a thread that was given nothing yet. */
export function createTickets(): Tickets {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
}

/** Asked by the thread before it begins an invocation: false where that was taken back. */
export function mayBegin(tickets: Tickets, ticket: number): boolean {
  return Atomics.compareExchange(tickets, 0, ticket - 1, ticket) === ticket - 1
}

/** Takes back whatever was given up to the ticket `last` and not begun: how many invocations that are, the latest ones. */
export function takeBack(tickets: Tickets, last: number): number {
  for (;;) {
    const begun = Atomics.load(tickets, 0)
    if (begun >= last || Atomics.compareExchange(tickets, 0, begun, last) === begun) return Math.max(0, last - begun)
  }
}
