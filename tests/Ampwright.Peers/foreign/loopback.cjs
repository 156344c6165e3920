// The systems of others listen everywhere, on a port of their choice. Here they listen on this computer alone, on a port that is free, and say on which.
const { Server } = require('node:net');
const listen = Server.prototype.listen;

Server.prototype.listen = function () {
  this.once('listening', () => console.log(`LISTENING ${this.address().port}`));
  return listen.call(this, 0, '127.0.0.1');
};
