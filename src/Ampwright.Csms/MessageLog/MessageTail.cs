using System.Text.Json;
using Ampwright.Csms.Api;

namespace Ampwright.Csms.MessageLog;

/// <summary>
/// A station's frames as they are stored. Everything sent comes out of the log, so that a slow reader misses nothing and holds up nobody.
/// </summary>
internal sealed class MessageTail(MessageSearch search, MessageTails tails, MessageFilter filter, long? after)
{
    private const int Piece = 100;

    public async Task SendAsync(ServerSentWriter to, CancellationToken cancel)
    {
        var sent = after ?? await search.LastSequenceAsync();
        while (true)
        {
            var stored = tails.Next;
            sent = await SendStoredAsync(to, sent, cancel);
            await to.UntilAsync(stored, cancel);
        }
    }

    /// <returns>The sequence number up to which everything is sent.</returns>
    private async Task<long> SendStoredAsync(ServerSentWriter to, long sent, CancellationToken cancel)
    {
        while (true)
        {
            var (found, next) = await search.FollowingAsync(filter, sent, Piece);
            foreach (var message in found)
                await to.WriteAsync(message.Sequence, "message", JsonSerializer.Serialize(MessageView.Of(message), ApiJson.Default.MessageView), cancel);
            if (found.Count > 0) sent = found[^1].Sequence;
            if (next is not { } further) return sent;
            sent = further;
        }
    }
}
