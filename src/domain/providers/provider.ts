/** Every provider the registry may name; `opaque` is the default (facts: public documentation). */
export const providerNames = ['traderspost', 'discord', 'databento', 'opaque'] as const;

/** The name of a provider, as `provider:` in `profiles/keys.yaml` spells it. */
export type ProviderName = (typeof providerNames)[number];

/** `good`: spelled as the provider documents it; `unverified`: anything else, which is not an error by itself. */
export type Shape = 'good' | 'unverified';

/** What a provider knows of its credentials; no member ever throws, whatever the text. */
export interface Provider {
  readonly name: ProviderName;
  /** Every credential in the value, without doubles; the first is *the* core. Empty for a blank value only. */
  cores(value: string): readonly string[];
  /** The part of a core that only its holder knows, and whose entropy therefore counts. */
  secretPart(core: string): string;
  /** True when the core has the documented form, which only the provider's own generator makes. */
  machineMade(core: string): boolean;
  shape(value: string): Shape;
  /** A made-up value of the documented shape; `bytes` are random and at least `demoByteCount`. */
  demo(bytes: Uint8Array): string;
}
