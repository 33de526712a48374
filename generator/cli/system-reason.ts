/** What an operating system says against a file, as the end of a sentence: `the disk is full`. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    ENOTDIR: 'a part of its path is a file',
    EISDIR: 'it is a folder',
    EACCES: 'permission denied',
    EPERM: 'the operation is not permitted',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the quota of the disk is used up',
  }
  return known[(error as NodeJS.ErrnoException).code ?? ''] ?? error.message
}
