using System.Net.Sockets;
using System.Security.Authentication;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Files;

/// <summary>
/// Fetches and brings files by HTTP, HTTPS, FTP and FTPS. One call is one attempt. Connections go through <see cref="INetwork"/> and only to
/// where the policy allows, redirects included.
/// </summary>
internal sealed class FileTransfers(INetwork network, FilePolicy policy, TimeProvider time)
{
    /// <summary>Longest file that is fetched, bytes.</summary>
    public const long LongestFile = 512L << 20;

    /// <summary>How long nothing may happen on a connection.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public FilePolicy Policy => policy;

    /// <summary>Fetches a file.</summary>
    /// <param name="into">Seekable. What it holds already is gone on from if <paramref name="memory"/> says how, else written anew.</param>
    /// <exception cref="TransferException">It did not succeed; what has arrived is in the stream.</exception>
    public Task DownloadAsync(FileLocation from, Stream into, DownloadMemory memory, FileTls tls, CancellationToken cancel) => AttemptAsync(
        from,
        stall => from.IsFtp
            ? new FtpTransfer(network, tls, stall).DownloadAsync(from, into, memory)
            : new HttpTransfer(network, policy, tls, stall).DownloadAsync(from, into, memory),
        cancel);

    /// <summary>Brings a file into a directory.</summary>
    /// <param name="content">Seekable; sent whole, or from where an earlier attempt ended if the protocol allows that.</param>
    /// <param name="again">An earlier attempt may have left a part there.</param>
    /// <exception cref="TransferException">It did not succeed.</exception>
    public Task UploadAsync(FileLocation directory, string name, Stream content, bool again, FileTls tls, CancellationToken cancel) => AttemptAsync(
        directory,
        stall => directory.IsFtp
            ? new FtpTransfer(network, tls, stall).UploadAsync(directory.File(name), content, again)
            : new HttpTransfer(network, policy, tls, stall).UploadAsync(directory, name, content),
        cancel);

    private async Task AttemptAsync(FileLocation location, Func<StallGuard, Task> attempt, CancellationToken cancel)
    {
        using var stall = new StallGuard(Patience, time, cancel);
        try
        {
            await attempt(stall).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new TransferException(TransferFault.Unreachable, $"{location.Shown}: nothing happened for {Patience.TotalSeconds} s", late);
        }
        catch (AuthenticationException untrusted)
        {
            throw new TransferException(TransferFault.Unreachable, $"{location.Shown}: the server did not prove itself: {untrusted.Message}", untrusted);
        }
        catch (Exception broken) when (broken is IOException or SocketException or HttpRequestException or NetworkException)
        {
            throw new TransferException(TransferFault.Unreachable, $"{location.Shown}: {(broken.InnerException ?? broken).Message}", broken);
        }
    }
}
