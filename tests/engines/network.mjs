// Furnishes a fresh network namespace, as `run.mjs` makes one, and runs a program in it. Every address
// of the world is this very machine there, names are asked of it too, and nothing else is connected.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The variable that tells the tests where they are. */
export const SEALED_NETWORK = "PRESCREEN_SEALED_NETWORK";
/** The exit code for "not on this machine". */
export const IMPOSSIBLE = 77;

/** Files of the system that programs here are to see otherwise. */
const SEEN_OTHERWISE = {
  "/etc/resolv.conf": "nameserver 127.0.0.1\n",
  // No look-up by a service outside of this network.
  "/etc/nsswitch.conf": "hosts: files dns\n",
};

function tool(program, ...args) {
  const { status, error, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? stderr.trim()}`);
}

function furnish() {
  tool("tcpdump", "--version");
  tool("ip", "link", "set", "lo", "up");
  // WebRTC does nothing where there is no network but the loopback; this one ends in itself.
  tool("ip", "link", "add", "far0", "type", "veth", "peer", "name", "far1");
  for (const end of ["far0", "far1"]) {
    writeFileSync(`/proc/sys/net/ipv6/conf/${end}/disable_ipv6`, "1");
    tool("ip", "link", "set", end, "up");
  }
  tool("ip", "address", "add", "10.66.0.1/24", "dev", "far0");
  // Every address is here.
  tool("ip", "route", "add", "local", "0.0.0.0/0", "dev", "lo", "src", "10.66.0.1");
  if (existsSync("/proc/sys/net/ipv6")) tool("ip", "-6", "route", "add", "local", "::/0", "dev", "lo");
  // Sockets of name services and message buses lead out of any network namespace.
  const seen = Object.keys(SEEN_OTHERWISE).filter((file) => existsSync(file)).map((file) => [file, realpathSync(file)]);
  tool("mount", "-t", "tmpfs", "tmpfs", "/run");
  const folder = mkdtempSync(join(tmpdir(), "network-"));
  for (const [file, real] of seen) {
    const other = join(folder, file.replaceAll("/", "_"));
    writeFileSync(other, SEEN_OTHERWISE[file]);
    if (!existsSync(real)) {
      mkdirSync(dirname(real), { recursive: true });
      writeFileSync(real, "");
    }
    tool("mount", "--bind", other, real);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [program, ...args] = process.argv.slice(2);
  try {
    furnish();
  } catch (error) {
    console.log(String(error));
    process.exit(IMPOSSIBLE);
  }
  if (program) process.exitCode = spawnSync(program, args, { stdio: "inherit" }).status ?? 1;
}
