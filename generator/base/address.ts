/** An address taken apart: the name of a file, and a pointer to what is meant of it; `''` for all of it. */
export interface Address {
  readonly file: string
  readonly pointer: string
}

/**
 * All ways to take apart the address of a spec (`template.yaml#/Resources/Api/Properties/Body`). A `#` may stand in the name of a file or folder,
 * so what is there decides: the longest name first. Where none is there, the last reading is meant, whose name ends at the first `#`.
 */
export function readingsOf(address: string): readonly [Address, ...Address[]] {
  const cuts: Address[] = []
  for (let hash = address.indexOf('#'); hash !== -1; hash = address.indexOf('#', hash + 1)) {
    cuts.push({ file: address.slice(0, hash), pointer: address.slice(hash + 1) })
  }
  return [{ file: address, pointer: '' }, ...cuts.reverse()]
}
