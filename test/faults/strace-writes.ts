/** The calls of a log that leave a trace on a disk. */
export function writes(log: string): readonly string[] {
  return log.split('\n').filter((line) => {
    const call = line.replace(/^\d+\s+/, '');
    const name = /^\w+/.exec(call)?.[0] ?? '';
    if (/ = -1 E/.test(call) || ['close', 'execve', ''].includes(name)) return false;
    if (name.startsWith('open')) return isWriting(call);
    if (/^(?:write|writev|pwrite64)$/.test(name))
      return !/^\w+\(\d+<(?:pipe|socket|anon_inode):?/.test(call) && !isNull(call);
    return /^\w+\(/.test(call);
  });
}

const isNull = (call: string) => /["<]\/dev\/(?:null|tty|pts\/\d+)(?:<[^>]*>)?[">]/.test(call);
const isWriting = (call: string) =>
  /O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)/.test(call) && !isNull(call);
