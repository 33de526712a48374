/** A state directory that cannot be read or written; the message says why. */
export class StoreUnusable extends Error {
  readonly directory: string

  constructor(directory: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'StoreUnusable'
    this.directory = directory
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the operation is not permitted',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'it is a file',
}

/** Does something with a state directory; what an operating system refuses becomes a `StoreUnusable`. */
export async function withDirectory<T>(directory: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    const { code = '', syscall } = error as NodeJS.ErrnoException
    // Node makes folders with those above them, and says of a read-only file system that there is no such folder.
    const reason = reasons[code === 'ENOENT' && syscall === 'mkdir' ? 'EROFS' : code]
    throw reason === undefined ? error : new StoreUnusable(directory, `The state directory ${directory} cannot be used: ${reason}.`, error)
  }
}
