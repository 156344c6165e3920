namespace Ampwright.Station.Files;

/// <summary>
/// Where a file is or goes, as a CSMS told it: <c>scheme://user:password@host:port/path</c>. OCPP 1.6 ed. 2 §5.9, §5.19. Made only of a URL the
/// policy allows; a CSMS may be hostile.
/// </summary>
internal sealed class FileLocation
{
    private const int Longest = 2_000;

    private FileLocation(Uri address, string? user, string? password) => (Address, User, Password) = (address, user, password);

    /// <summary>Without user and password.</summary>
    public Uri Address { get; }

    /// <summary>Decoded; null = none was told.</summary>
    public string? User { get; }

    public string? Password { get; }

    public bool IsFtp => Address.Scheme is "ftp" or "ftps";

    public bool IsSecured => Address.Scheme is "https" or "ftps";

    /// <summary>For logs: no user, no password, no query; in an FTP URL the platform takes a query for a part of the path.</summary>
    public string Shown => $"{Address.Scheme}://{Address.Authority}{Address.AbsolutePath.Split("%3F", 2)[0]}";

    /// <summary>The path as an FTP server wants it: decoded, from the directory the user starts in (RFC 1738 §3.2.2).</summary>
    public string FtpPath => Uri.UnescapeDataString(Address.AbsolutePath).TrimStart('/') is var path && Address.AbsolutePath.StartsWith("/%2F", StringComparison.OrdinalIgnoreCase)
        ? "/" + path
        : path;

    /// <exception cref="TransferException">It is no URL, or one the station does not go to.</exception>
    public static FileLocation Parse(string text, FilePolicy policy)
    {
        if (text.Length > Longest || text.Any(one => one <= ' ' || one == '\\' || char.IsControl(one)) || !Uri.TryCreate(text, UriKind.Absolute, out var url))
            throw new TransferException(TransferFault.BadLocation, "the location is no URL");
        var (user, password) = Credentials(url.UserInfo);
        return Check(url, user, password, policy);
    }

    /// <summary>The file of that name in this directory.</summary>
    public FileLocation File(string name)
    {
        var builder = new UriBuilder(Address);
        builder.Path = builder.Path.TrimEnd('/') + "/" + Uri.EscapeDataString(name);
        return new FileLocation(builder.Uri, User, Password);
    }

    /// <summary>Where a server sends us instead; it gets user and password only if it is the same server.</summary>
    /// <exception cref="TransferException">We do not go there.</exception>
    public FileLocation Redirect(Uri to, FilePolicy policy)
    {
        var next = new Uri(Address, to);
        if (IsSecured && next.Scheme != "https") throw new TransferException(TransferFault.NotAllowed, $"{Shown} sends us to {next.Scheme}, which is not secured");
        var same = next.Scheme == Address.Scheme && next.Authority == Address.Authority;
        return Check(next, same ? User : null, same ? Password : null, policy);
    }

    private static FileLocation Check(Uri url, string? user, string? password, FilePolicy policy)
    {
        if (!policy.Schemes.Contains(url.Scheme))
            throw new TransferException(TransferFault.NotAllowed, $"the scheme {url.Scheme} is not one of {string.Join(", ", policy.Schemes)}");
        if (url.Host.Length == 0 || url.Port is <= 0 or > 65535 && url.Scheme != "ftps")
            throw new TransferException(TransferFault.BadLocation, "the location names no host");
        if (!policy.AllowsHost(url.Host)) throw new TransferException(TransferFault.NotAllowed, $"the host {url.Host} is not one the station may go to");
        // A line break in a name would become a command of its own on an FTP server.
        foreach (var part in (string?[])[user, password, Uri.UnescapeDataString(url.AbsolutePath)])
        {
            if (part is not null && part.Any(char.IsControl)) throw new TransferException(TransferFault.BadLocation, "the location holds a control character");
        }
        return new FileLocation(new UriBuilder(url) { UserName = "", Password = "", Fragment = "" }.Uri, user, password);
    }

    private static (string? User, string? Password) Credentials(string userInfo)
    {
        if (userInfo.Length == 0) return (null, null);
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Uri.UnescapeDataString(userInfo), null)
            : (Uri.UnescapeDataString(userInfo[..colon]), Uri.UnescapeDataString(userInfo[(colon + 1)..]));
    }
}
