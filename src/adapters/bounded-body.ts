/** As much of a body as was read, and whether that is not all of it. */
export interface BoundedBody {
  readonly text: string;
  readonly cut: boolean;
}

/**
 * Reads at most `bytes` of a body within `milliseconds`, counted after decompression; what comes late,
 * is too much or breaks off is left out. Never throws: a status is worth more than its body.
 */
export async function boundedBody(
  { body }: Response,
  bytes: number,
  milliseconds: number,
): Promise<BoundedBody> {
  if (body === null) return { text: '', cut: false };
  const reader = body.getReader();
  let over = false;
  const timer = setTimeout(() => {
    over = true;
    reader.cancel().catch(() => undefined);
  }, milliseconds);
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let left = bytes; !over; ) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), cut: over };
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.length;
      if (left < 0) over = true;
    }
    return { text, cut: true };
  } catch {
    return { text, cut: true };
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => undefined);
  }
}
