/** Who acted: what the kernel says is kept apart from what the environment merely claims. */
export interface Actor {
  readonly kernel: {
    readonly uid: number;
    readonly euid: number;
    readonly pid: number;
    readonly user?: string;
    /** The audit login uid: survives sudo and su. */
    readonly loginuid?: number;
    readonly bootId?: string;
    readonly tty?: string;
    /** The parent's command name, without its arguments. */
    readonly parent?: string;
  };
  readonly claimed: {
    readonly sudoUser?: string;
    readonly ssh?: string;
  };
}

/** Who to name for an action: the person behind sudo, as sudo claims it, else the account. */
export function actorName({ kernel, claimed }: Actor): string {
  return claimed.sudoUser ?? kernel.user ?? `uid ${kernel.uid}`;
}
