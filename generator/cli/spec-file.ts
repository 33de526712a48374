import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readingsOf } from '../base/address.ts'

/** The file of a spec's address, without a pointer behind it. */
export function specFile(address: string, cwd: string): string {
  const readings = readingsOf(address)
  return (readings.find(({ file }) => existsSync(resolve(cwd, file))) ?? readings.at(-1) ?? readings[0]).file
}
