using Ampwright.Ocpp;

namespace Ampwright.Csms.Connections;

/// <summary>
/// Holds back a station that floods, so that it costs the others nothing: its messages are answered later, never dropped. Transaction
/// messages have a larger measure of their own: a long queue from offline days comes fast and is wanted.
/// </summary>
internal sealed class MessagePace(ConnectionOptions options, TimeProvider time)
{
    private readonly TokenBucket _messages = new(options.MessagesPerSecond, options.MessagesAtOnce, time);
    private readonly TokenBucket _transactions = new(options.TransactionMessagesPerSecond, options.TransactionMessagesAtOnce, time);

    /// <summary>Counts the message and returns how long it has to wait.</summary>
    public TimeSpan Take(OcppAction action) =>
        action == Catalogue.StartTransaction || action == Catalogue.StopTransaction || action == Catalogue.MeterValues
            ? _transactions.Take()
            : _messages.Take();
}
