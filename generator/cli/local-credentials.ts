/** What a client of a gateway on this machine signs with; nobody checks it. The account is that of the embedded gateway. */
export const LOCAL_CREDENTIALS: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly accountId: string } = {
  accessKeyId: 'local',
  secretAccessKey: 'local',
  accountId: '000000000000',
}
