import type { Client, DeliveryItem } from "../../journeys/harness/client.ts";
import { until } from "../../journeys/harness/until.ts";

export interface DeliveryListed extends DeliveryItem {
  readonly reason: string | null;
  readonly attemptCount: number;
}

interface Page {
  readonly items: readonly DeliveryListed[];
  readonly next: string | null;
}

export const everyDelivery = async (administrator: Client): Promise<readonly DeliveryListed[]> => {
  const all: DeliveryListed[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const from: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page = await administrator.read<Page>(`/api/v1/deliveries?limit=200${from}`);
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
};

/** How each attempt at a delivery ended; null for one that is under way. */
export const outcomesOf = async (administrator: Client, id: string): Promise<readonly (string | null)[]> => {
  const { attempts } = await administrator.read<{
    attempts: readonly { readonly outcome: { readonly kind: string } | null }[];
  }>(`/api/v1/deliveries/${id}`);
  return attempts.map(({ outcome }) => outcome?.kind ?? null);
};

/** Deliveries that have not come to an end. */
export const openDeliveries = async (administrator: Client): Promise<readonly DeliveryListed[]> => {
  const { items } = await administrator.read<Page>("/api/v1/deliveries?state=waiting,sending&limit=200");
  return items;
};

/** Waits until every delivery has come to an end. What has not by then is stuck, which the check will say. */
export const quiescence = (administrator: Client, withinMs: number): Promise<unknown> =>
  until("quiescence", async () => (await openDeliveries(administrator)).length === 0, withinMs).catch(() => {});
