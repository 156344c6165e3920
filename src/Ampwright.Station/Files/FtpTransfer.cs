using Ampwright.Station.Connection;

namespace Ampwright.Station.Files;

/// <summary>One attempt by FTP or FTPS (explicit TLS; implicit on port 990). Where the server refuses the data connection, once more at once.</summary>
internal sealed class FtpTransfer(INetwork network, FileTls tls, StallGuard stall)
{
    public Task DownloadAsync(FileLocation from, Stream into, DownloadMemory memory) => TwiceAsync(() => FetchAsync(from, into, memory));

    public Task UploadAsync(FileLocation to, Stream content, bool again) => TwiceAsync(() => BringAsync(to, content, again));

    private static async Task TwiceAsync(Func<Task> attempt)
    {
        try
        {
            await attempt().ConfigureAwait(false);
        }
        catch (TransferException refused) when (refused.Fault == TransferFault.DataRefused)
        {
            await attempt().ConfigureAwait(false);
        }
    }

    private async Task FetchAsync(FileLocation from, Stream into, DownloadMemory memory)
    {
        var session = await FtpSession.OpenAsync(network, from, tls, stall).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var size = await session.SizeAsync(from.FtpPath).ConfigureAwait(false);
        if (size > FileTransfers.LongestFile) throw new TransferException(TransferFault.TooLarge, $"{from.Shown}: the file is longer than {FileTransfers.LongestFile} bytes");
        var modified = await session.AskAsync($"MDTM {from.FtpPath}").ConfigureAwait(false);
        var version = modified.Code == 213 && size is not null ? $"{modified.Text.Trim()} {size}" : null;
        var goesOn = into.Length > 0 && version is not null && version == memory.Validator && into.Length <= size;
        if (!goesOn || (into.Length < size && !await session.RestartsAsync(into.Length).ConfigureAwait(false)))
            await memory.StartOverAsync(into, stall.Token).ConfigureAwait(false);
        memory.Validator = version;
        into.Position = into.Length;
        if (into.Length > 0 && into.Length == size) return;
        await session.TransferAsync($"RETR {from.FtpPath}", into.Length, data => stall.CopyAsync(data, into, FileTransfers.LongestFile - into.Length, memory.WrittenAsync)).ConfigureAwait(false);
        if (size is not null && into.Length != size)
            throw new TransferException(TransferFault.Unreachable, $"{from.Shown}: {into.Length} of {size} bytes came");
    }

    private async Task BringAsync(FileLocation to, Stream content, bool again)
    {
        var session = await FtpSession.OpenAsync(network, to, tls, stall).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var there = again ? await session.SizeAsync(to.FtpPath).ConfigureAwait(false) ?? 0 : 0;
        if (there > content.Length || (there > 0 && !await session.RestartsAsync(there).ConfigureAwait(false))) there = 0;
        content.Position = there;
        await session.TransferAsync($"STOR {to.FtpPath}", there, data => stall.CopyAsync(content, data, long.MaxValue)).ConfigureAwait(false);
    }
}
