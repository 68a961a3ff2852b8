import type { DeliveryStanding } from "@tocsin/core/deliveries";
import type { Changes, EventStore } from "@tocsin/core/events";

/** What a listener is told of. */
export interface News {
  readonly changes: Changes;
  /** Whether something about the installation itself has changed: how its deliveries stand. */
  readonly system: boolean;
}

export interface EventHub {
  readonly visible: EventStore["visible"];
  /** Calls back at every look, also where there is nothing new, until it is called off. */
  listen(onLook: (news: News) => void): () => void;
  /** Is told when the program ends, so that no answer goes on for ever. */
  onClose(end: () => void): () => void;
  close(): void;
}

export interface HubParts {
  readonly events: EventStore;
  readonly standing: () => Promise<DeliveryStanding>;
  readonly onFault: (fault: unknown) => void;
  readonly everyMs?: number;
}

/** One look at the database a second serves all who listen; while nobody does, nobody looks. */
export const openEventHub = ({ events, standing, onFault, everyMs = 1_000 }: HubParts): EventHub => {
  const listeners = new Set<(news: News) => void>();
  const ends = new Set<() => void>();
  let stop: (() => void) | null = null;

  const start = (): (() => void) => {
    const feed = events.follow();
    let stood: string | null = null;
    let timer: NodeJS.Timeout | null = null;
    let stopped = false;
    const look = async (): Promise<void> => {
      try {
        const [changes, now] = [await feed.look(), unhappyOf(await standing())];
        const system = stood !== null && stood !== now;
        stood = now;
        for (const onLook of listeners) onLook({ changes, system });
      } catch (fault) {
        onFault(fault);
      }
      if (!stopped) timer = setTimeout(() => void look(), everyMs);
    };
    void look();
    return () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    };
  };

  return {
    visible: events.visible,
    listen: (onLook) => {
      listeners.add(onLook);
      stop ??= start();
      return () => {
        listeners.delete(onLook);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
    onClose: (end) => {
      ends.add(end);
      return () => void ends.delete(end);
    },
    close: () => {
      for (const end of [...ends]) end();
      stop?.();
      stop = null;
    },
  };
};

const unhappyOf = ({ byState: { failed, inDoubt, held } }: DeliveryStanding): string => `${failed} ${inDoubt} ${held}`;
