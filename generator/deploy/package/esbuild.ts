/** The part of esbuild that is used here. */
export interface Esbuild {
  build(options: Readonly<Record<string, unknown>>): Promise<Built>
}

/** What it made. */
export interface Built {
  readonly outputFiles: readonly { readonly path: string; readonly contents: Uint8Array }[]
  readonly metafile: BundleGraph
}

/** What esbuild tells of the modules that it read, and of the files that it made, by their paths. */
export interface BundleGraph {
  readonly inputs: Readonly<Record<string, BundleInput>>
  readonly outputs: Readonly<Record<string, BundleOutput>>
}

/** A module as esbuild read it. */
export interface BundleInput {
  readonly format?: string
  readonly imports: readonly { readonly kind: string }[]
}

export interface BundleOutput {
  readonly bytes: number
  /** Of a file that is an entry, or is imported when it is asked for: the module that it begins with. */
  readonly entryPoint?: string
  readonly exports?: readonly string[]
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>
  readonly imports: readonly { readonly path: string; readonly kind: string }[]
}

/** What is used of its plugins. */
export interface Plugin {
  readonly name: string
  setup(build: {
    onResolve(of: { readonly filter: RegExp }, resolve: (asked: Asked) => Resolved | undefined): void
    onLoad(of: { readonly filter: RegExp; readonly namespace: string }, load: (module: LoadedModule) => Source | undefined): void
  }): void
}

interface Asked {
  readonly path: string
  readonly importer: string
  readonly kind: string
  readonly pluginData?: unknown
}

interface Resolved {
  readonly path: string
  readonly namespace?: string
  readonly external?: true
  /** Makes a module of its own of a file. */
  readonly suffix?: string
}

interface LoadedModule {
  readonly path: string
  readonly suffix: string
}

interface Source {
  readonly contents: string | Uint8Array
  readonly loader?: string
  readonly resolveDir?: string
  /** What imports of the module are asked with. */
  readonly pluginData?: unknown
}
