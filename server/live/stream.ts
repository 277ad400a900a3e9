/** A stream of server-sent events whose bytes are made elsewhere. */

/** A client that takes nothing for so long that this much waits is cut off: it comes back and goes on from its last event. */
const MOST_WAITING_BYTES = 512 * 1024;

/** `join` is given what sends to the client and what ends the stream, and gives what is to be done when it has ended. */
export function openStream(join: (send: (bytes: Uint8Array) => void, end: () => void) => () => void): never {
  let leave = () => {};
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      let isOpen = true;
      const end = () => {
        if (!isOpen) return;
        isOpen = false;
        leave();
        controller.close();
      };
      const left = join((bytes) => {
        if (!isOpen) return;
        if (controller.desiredSize! < bytes.byteLength) return end();
        controller.enqueue(bytes);
      }, end);
      leave = () => {
        isOpen = false;
        left();
      };
    },
    cancel: () => leave(),
  }, new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }));
  // Nginx would hold events back.
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' } }) as never;
}
