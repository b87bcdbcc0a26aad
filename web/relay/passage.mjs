// The way from the page's server to the relay, for those who try it out or test it. On a public site a proxy such as nginx or Caddy is this.
import { connect } from 'node:net';

/**
 * What stands between page and relay. Tests make it worse than it is: `state` is 'open', 'refuse' (answers upgrades with an error), 'login' (with the
 * page of a network that wants a password), 'silent' (takes connections and says nothing); `delay` holds each piece back that many milliseconds.
 */
export class Passage {
  state = 'open';
  delay = 0;
  #port;
  #sockets = new Set();

  /** `port`: gives the relay's on 127.0.0.1. */
  constructor(port) {
    this.#port = port;
  }

  /** How many connections there are. */
  get count() {
    return this.#sockets.size;
  }

  /** Ends every connection, as a network does that goes away. */
  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** What is open says nothing any more and is not ended, as for a phone that slept; new connections go through. */
  silence() {
    for (const socket of this.#sockets) socket.removeAllListeners('data').resume();
  }

  /** Answers a plain request in the relay's place, when it is asked without WebSocket. */
  answer(response) {
    if (this.state === 'silent') return;
    if (this.state === 'login') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(loginPage);
    else
      response
        .writeHead(426, { upgrade: 'websocket', 'content-type': 'text/plain' })
        .end('This is where the relay is: WebSocket only.\n');
  }

  /** Passes an upgrade on, at the path that the relay has for its guests; nothing of it is read. */
  upgrade(request, socket, head) {
    socket.on('error', () => socket.destroy());
    if (this.state === 'silent') return this.#keep(socket);
    if (this.state === 'refuse')
      return socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    if (this.state === 'login')
      return socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: ${loginPage.length}\r\nconnection: close\r\n\r\n${loginPage}`,
      );
    const relay = connect(this.#port(), '127.0.0.1');
    const end = () => {
      socket.destroy();
      relay.destroy();
    };
    for (const each of [socket, relay]) {
      this.#keep(each);
      each.setNoDelay(true);
      each.on('error', end);
      each.on('close', end);
    }
    const lines = [];
    for (let at = 0; at < request.rawHeaders.length; at += 2)
      lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
    relay.write(`GET / HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    relay.write(head);
    this.#pass(socket, relay);
    this.#pass(relay, socket);
  }

  #keep(socket) {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #pass(from, to) {
    from.on('data', (data) => {
      const write = () => {
        if (to.writable && !to.write(data)) {
          from.pause();
          to.once('drain', () => from.resume());
        }
      };
      if (this.delay > 0) setTimeout(write, this.delay);
      else write();
    });
  }
}

const loginPage = '<!doctype html><title>Sign in</title><form><input name="password" type="password"></form>';
