/** A file to write. `path` is relative to the output folder, with `/`, made by the name allocator. */
export interface OutputFile {
  readonly path: string
  readonly text: string
  /** `apigen`: regenerated at every run. `you`: seeded once, never overwritten. */
  readonly owner: 'apigen' | 'you'
}
