/** What a sender needs of Lambda: one call, which the project binds to its SDK. Resolves to what the function returned, parsed. */
export interface InvokePort {
  invoke(name: string, payload: unknown): Promise<unknown>
}

/** Calls a function of the project by its name, with the event that `onCall` reads. */
export function sender<Data>(
  name: string,
): (port: InvokePort, data: Data, metadata?: Readonly<Record<string, unknown>>) => Promise<unknown> {
  return (port, data, metadata = {}) => port.invoke(name, { metadata, data })
}
