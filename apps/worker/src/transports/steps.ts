import { lookup } from "node:dns/promises";
import { connect, isIP } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { secondMs } from "@tocsin/core/kernel";
import type { Failure, StepName } from "@tocsin/core/transports";
import { faultCode, faultWords } from "@tocsin/outbound";

/** What one step found. */
export type Stepped =
  | { readonly ok: true; readonly said: string }
  | {
      readonly ok: false;
      readonly said: string;
      readonly code: string | null;
      readonly part?: Failure["part"];
      /** The step that its words speak of, where the fault shows only later. */
      readonly of?: StepName;
    };

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** A person waits for the answer. */
const patienceMs = 10 * secondMs;

/** Finds the addresses behind a name. */
export const resolveName = async ({ host }: Place): Promise<Stepped> => {
  if (isIP(host) !== 0) return { ok: true, said: `${host} is an address` };
  try {
    const found = await lookup(host, { all: true });
    return { ok: true, said: found.map(({ address }) => address).join(", ") };
  } catch (fault) {
    return { ok: false, said: faultWords(fault), code: faultCode(fault) };
  }
};

/** Opens a connection and closes it again. */
export const reach = (place: Place): Promise<Stepped> =>
  new Promise((resolve) => {
    const socket = connect({ ...place, timeout: patienceMs });
    const end = (stepped: Stepped): void => {
      socket.destroy();
      resolve(stepped);
    };
    socket.once("connect", () => end({ ok: true, said: `connected to ${socket.remoteAddress} port ${place.port}` }));
    socket.once("timeout", () =>
      end({ ok: false, said: `no answer after ${patienceMs / secondMs} s`, code: "ETIMEDOUT" }),
    );
    socket.once("error", (fault) => {
      const first = fault instanceof AggregateError ? fault.errors[0] : fault;
      end({ ok: false, said: faultWords(first), code: faultCode(first) });
    });
  });

/** Makes a TLS connection to a service, its certificate checked, and closes it again. */
export const reachSecurely = (place: Place): Promise<Stepped> =>
  new Promise((resolve) => {
    const name = isIP(place.host) === 0 ? { servername: place.host } : {};
    const socket = connectTls({ ...place, ...name, timeout: patienceMs, minVersion: "TLSv1.2" });
    const end = (stepped: Stepped): void => {
      socket.destroy();
      resolve(stepped);
    };
    socket.once("secureConnect", () => end({ ok: true, said: wordsOfTls(socket) }));
    socket.once("timeout", () => end({ ok: false, said: "no answer", code: "ETIMEDOUT" }));
    socket.once("error", (fault) => end({ ok: false, said: faultWords(fault), code: faultCode(fault) }));
  });

/** Protocol and certificate of a connection, as a person can compare them. */
export const wordsOfTls = (socket: Pick<TLSSocket, "getProtocol" | "getPeerCertificate">): string => {
  const { subject, valid_to: until } = socket.getPeerCertificate();
  const name = [subject?.CN].flat()[0];
  return `${socket.getProtocol() ?? "TLS"}${name ? `, certificate of ${name}, valid until ${until}` : ""}`;
};
