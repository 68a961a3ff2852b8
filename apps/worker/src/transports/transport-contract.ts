import type { Outcome, SendRequest, Transport, Turn } from "@tocsin/core/deliveries";
import { asId } from "@tocsin/core/kernel";
import type { Mail } from "@tocsin/core/messages";
import { describe, expect, test } from "vitest";
import { composeMime } from "./mime.ts";
import { aRequest, sendThrough } from "./testing.ts";

/** A transport with the far end that its mails come to. */
export interface TransportUnderTest extends AsyncDisposable {
  readonly transport: Transport;
  /** What it answers for a mail that it took. */
  readonly takes: "accepted" | "captured";
  /** All mails that came to the far end, as texts that can be compared. */
  arrived(): Promise<readonly string[]>;
  /** What `arrived` tells of this mail. */
  asItArrives(mail: Mail): string;
  /** Stores what an attempt does, where the transport asks for it when it sends. */
  readonly store?: (request: SendRequest, turn: Turn) => void;
}

const hostileAddresses = [
  ["two addresses", "soc@contoso.example, mallory@evil.example"],
  ["a second recipient behind a line break", "soc@contoso.example>\r\nRCPT TO:<mallory@evil.example"],
  ["a quoted local part", '"soc@contoso.example mallory"@evil.example'],
  ["a name beside the address", "soc@contoso.example <mallory@evil.example>"],
  ["a route to another domain", "mallory%evil.example@contoso.example"],
  ["an address literal", "mallory@[203.0.113.1]"],
  ["a comment", "soc@contoso.example(mallory@evil.example)"],
  ["nothing", ""],
] as const;

/** What comes to the far end of a transport that carries our own MIME. */
export const mimeText = (mail: Mail): string => composeMime(mail).toString("latin1");

const sorted = (mails: readonly string[]): string[] => [...mails].sort();
const sendTo = ({ transport, store }: TransportUnderTest, request: SendRequest): Promise<Outcome> =>
  sendThrough(transport, request, store);

/** What every transport promises, whatever carries its mail. */
export const transportContract = (name: string, make: () => Promise<TransportUnderTest>): void => {
  describe(`${name} keeps the contract of transports`, () => {
    test("a mail that was taken is answered with the far end's words", async () => {
      await using far = await make();
      const outcome = await sendTo(far, aRequest());
      expect(outcome).toEqual({ kind: far.takes, reply: expect.stringMatching(/./) });
    });

    test("what arrives is the mail as it was composed, the same in every attempt", async () => {
      await using far = await make();
      const text = `.\n..\n.dots\r\n${"é".repeat(300)}\nlast line without a break`;
      const request = aRequest(1, { text });
      await sendTo(far, request);
      await sendTo(far, { ...request, deliveryId: asId("delivery-2") });
      const composed = far.asItArrives(request.mail);
      expect(await far.arrived()).toEqual([composed, composed]);
    });

    test("many mails at once arrive once each", async () => {
      await using far = await make();
      const requests = Array.from({ length: 40 }, (_, n) => aRequest(n));
      const outcomes = await Promise.all(requests.map((request) => sendTo(far, request)));
      expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set([far.takes]));
      expect(sorted(await far.arrived())).toEqual(sorted(requests.map(({ mail }) => far.asItArrives(mail))));
    });

    test.each(hostileAddresses)(
      "%s in place of one address is rejected with the reason, and nothing is sent",
      async (_, to) => {
        await using far = await make();
        const outcome = await sendTo(far, aRequest(1, { to }));
        expect(outcome).toEqual({
          kind: "rejected",
          reason: expect.stringMatching(/^The recipient cannot be used: /),
          code: null,
          enhancedCode: null,
        });
        expect(await far.arrived()).toEqual([]);
      },
    );

    test("a sender that cannot be used is rejected with the reason", async () => {
      await using far = await make();
      const outcome = await sendTo(far, aRequest(1, { from: "Tocsin" }));
      expect(outcome).toEqual({
        kind: "rejected",
        reason: expect.stringMatching(/^The sender cannot be used: /),
        code: null,
        enhancedCode: null,
      });
    });

    test("closing waits for the mails in flight", async () => {
      await using far = await make();
      const sending = Array.from({ length: 20 }, (_, n) => sendTo(far, aRequest(n)));
      await far.transport.close();
      expect(await far.arrived()).toHaveLength(20);
      expect(new Set((await Promise.all(sending)).map(({ kind }) => kind))).toEqual(new Set([far.takes]));
    });

    test("a transport that never sent can be closed, twice", async () => {
      await using far = await make();
      await far.transport.close();
      await far.transport.close();
      expect(await far.arrived()).toEqual([]);
    });
  });
};
