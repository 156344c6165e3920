using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Ampwright.Csms.Access;

namespace Ampwright.Csms.Api;

/// <summary>
/// Writes events to one listener. What he has not taken yet is held up to <see cref="MostUnsent"/> and what the connection holds; then whoever
/// writes waits for him, so that a slow listener costs a bounded memory, whatever there is to tell. Nothing more is written once he may no longer
/// what he might.
/// </summary>
internal sealed class ServerSentWriter(PipeWriter writer, TimeSpan heartbeat, TimeProvider time, StandingAccess? access = null)
{
    public const int MostUnsent = 64 * 1024;

    public async Task BeginAsync(CancellationToken cancel)
    {
        if (access is not null && !await access.LookAsync()) throw new AccessChangedException();
        // How long a browser waits before it comes back, in ms.
        Encoding.UTF8.GetBytes("retry: 2000\n\n", writer);
        await writer.FlushAsync(cancel);
    }

    /// <param name="id">What the listener sends back as Last-Event-ID.</param>
    /// <param name="name">The kind of the event.</param>
    /// <param name="json">One line: JSON has no bare line breaks.</param>
    /// <param name="cancel">Ends the wait for a slow listener.</param>
    public async ValueTask WriteAsync(long id, string name, string json, CancellationToken cancel)
    {
        if (access is not null && !await access.HoldsAsync()) throw new AccessChangedException();
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {name}\ndata: {json}\n\n"), writer);
        if (writer.UnflushedBytes > MostUnsent) await writer.FlushAsync(cancel);
    }

    /// <summary>Sends what was written, and a comment each time that nothing happens for a while: whoever is gone is found out.</summary>
    /// <returns>When it happens.</returns>
    public async Task UntilAsync(Task happens, CancellationToken cancel)
    {
        await writer.FlushAsync(cancel);
        while (!await HappensAsync(happens, cancel))
        {
            if (access is not null && !await access.LookAsync()) throw new AccessChangedException();
            Encoding.UTF8.GetBytes(": still here\n\n", writer);
            await writer.FlushAsync(cancel);
        }
    }

    /// <returns>False when it did not within the heartbeat interval, or before somebody's access was changed.</returns>
    private async Task<bool> HappensAsync(Task happens, CancellationToken cancel)
    {
        if (happens.IsCompleted) return true;
        using var wakes = CancellationTokenSource.CreateLinkedTokenSource(cancel, access?.Seen ?? CancellationToken.None);
        try
        {
            await happens.WaitAsync(heartbeat, time, wakes.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested && !happens.IsCanceled)
        {
            return false;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

/// <summary>Who listens may no longer what he might when he began to.</summary>
internal sealed class AccessChangedException : Exception;
