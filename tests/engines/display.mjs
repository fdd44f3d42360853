// A screen that nobody sees, for the one engine that draws nowhere without.
import { spawn } from "node:child_process";
import { once } from "node:events";

/** Starts Xvfb on the next free display. @returns {Promise<{name: string, close: () => Promise<void>}>} */
export async function display() {
  const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const number = await Promise.race([once(server.stdout, "data"), once(server, "error").then(([error]) => { throw error; }), once(server, "exit").then(() => { throw new Error("Xvfb ended"); })]);
  return {
    name: `:${String(number).trim()}`,
    async close() {
      const ended = once(server, "exit");
      server.kill();
      await ended;
    },
  };
}
