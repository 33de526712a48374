/**
 * Gathers what is given in one turn of the event loop, and hands all of it on at the end of that turn, in the order in which it came. Whoever
 * has to be woken up to take something is woken up once for it: that costs more than what is carried.
 */
export function gatherTurn<T>(take: (all: readonly T[]) => void): (one: T) => void {
  let gathered: T[] = []
  const handOn = (): void => {
    const all = gathered
    gathered = []
    take(all)
  }
  return (one) => {
    gathered.push(one)
    if (gathered.length === 1) setImmediate(handOn)
  }
}
