// A message centre by the package `smpp`. It prints its port, then each message that it accepted as a line of JSON.
// The text says what becomes of a message: throttle, refuse and cut come true once each, `lost` in its receipt.
import smpp from 'smpp';

const told = new Set();
let count = 0;

function once(what, text) {
  if (!text.includes(what) || told.has(text)) return false;
  return told.add(text);
}

function receipt(session, pdu, id, text) {
  if (!(pdu.registered_delivery & 1)) return;
  const stat = text.includes('lost') ? 'UNDELIV' : 'DELIVRD';
  session.deliver_sm({
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
    short_message: `id:${id} sub:001 dlvrd:001 submit date:2611220800 done date:2611220801 stat:${stat} err:000 text:`,
  });
}

function submitted(session, pdu) {
  const text = pdu.short_message.message;
  if (once('throttle', text)) return session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
  if (text.includes('refuse')) return session.send(pdu.response({ command_status: smpp.ESME_RINVDSTADR }));
  if (once('cut', text)) return session.destroy();
  const id = `js-${++count}`;
  const udh = (pdu.short_message.udh ?? []).map((one) => one.toString('hex'));
  console.log(JSON.stringify({ to: pdu.destination_addr, source: pdu.source_addr, text, udh, id }));
  session.send(pdu.response({ message_id: id }));
  receipt(session, pdu, id, text);
}

const server = smpp.createServer((session) => {
  session.on('bind_transceiver', (pdu) => {
    const good = pdu.system_id === 'acme' && pdu.password === 'secret';
    session.send(pdu.response({ command_status: good ? smpp.ESME_ROK : smpp.ESME_RINVPASWD }));
  });
  session.on('submit_sm', (pdu) => submitted(session, pdu));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('error', () => session.destroy());
});

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
