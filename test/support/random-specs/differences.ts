import type { SourceRef } from '../../../generator/base/diagnostic.ts'
import { follow } from '../../../generator/base/pointer.ts'
import { registry } from '../../../generator/diff/registry.ts'
import { diffSpecs, type Spec } from '../../../generator/pipeline.ts'

/** What a comparison promises of any two documents: none with itself, and differences of known rules at places that there are. */
export async function brokenDifferences(base: Spec, head: Spec): Promise<readonly string[]> {
  const itself = (await diffSpecs(head, head)).map(({ message }) => `differs from itself: ${message}`)
  const both = [...(await misplaced(base, head, 'before')), ...(await misplaced(head, base, 'after'))]
  return [...itself, ...both]
}

async function misplaced(base: Spec, head: Spec, order: string): Promise<string[]> {
  return (await diffSpecs(base, head)).flatMap((difference) => {
    const problems: string[] = []
    if (!registry.has(difference.code)) problems.push('has no rule')
    if (!difference.base && !difference.head) problems.push('has no place')
    if (difference.base && !exists(base, difference.base)) problems.push(`is at ${difference.base.pointer} of the base, which is not there`)
    if (difference.head && !exists(head, difference.head)) problems.push(`is at ${difference.head.pointer} of the head, which is not there`)
    return problems.map((problem) => `a difference from the document ${order}, ${difference.code}, ${problem}`)
  })
}

function exists({ loaded }: Spec, { file, pointer }: SourceRef): boolean {
  const source = loaded.files[file]
  return source !== undefined && follow(source.value, pointer) !== undefined
}
