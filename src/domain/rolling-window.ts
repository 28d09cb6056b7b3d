// A polynomial hash of 16 bytes b0…b15, modulo 2^32, which a scanner can roll over a buffer:
//
//   state(b0…b15)  = b0·M^15 + b1·M^14 + … + b15            (M = windowMultiplier)
//   state(b1…b16)  = state(b0…b15)·M + b16 − b0·M^16
//   window(state)  = top 24 bits of (state XOR (state >>> 16)) · windowMixer
//
// These constants are part of the committed registry format: they never change.

/** How many bytes a window covers. */
export const windowBytes = 16;
const windowMultiplier = 0x9e3779b1;
const windowMixer = 0x85ebca6b;
const leavingFactor = power(windowMultiplier, windowBytes);

/** The state over the 16 bytes from `offset`; the caller sees to it that they are there. */
export function windowState(bytes: Uint8Array, offset: number): number {
  let state = 0;
  for (let at = offset; at < offset + windowBytes; at++) {
    state = (Math.imul(state, windowMultiplier) + (bytes[at] ?? 0)) | 0;
  }
  return state;
}

/** The state one byte further: `leaving` is the oldest byte, `entering` the new one. */
export function rolledState(state: number, leaving: number, entering: number): number {
  return (Math.imul(state, windowMultiplier) + entering - Math.imul(leaving, leavingFactor)) | 0;
}

/** The 24-bit window of a state, as a number from 0 to 2^24 − 1. */
export function windowNumber(state: number): number {
  return Math.imul(state ^ (state >>> 16), windowMixer) >>> 8;
}

/** A window as the registry spells it: six lower-case hex digits. */
export function windowText(window: number): string {
  return window.toString(16).padStart(6, '0');
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product = Math.imul(product, base);
  return product;
}
