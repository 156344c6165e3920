using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>
/// The files behind <see cref="TlsMaterial"/>, read again when one changes. Open connections are not touched; a file that cannot be used
/// leaves what was read before in force, and says so in the log.
/// </summary>
internal sealed class TlsFiles
{
    // Told as a certificate comes this near to its end, in days.
    private static readonly int[] Notices = [30, 7, 1];
    private readonly string[] _files;
    private readonly TlsSettings _settings;
    private readonly string _developmentRoot;
    private readonly string _rsa;
    private readonly string _ec;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Dictionary<string, int> _told = [];
    private string _seen;
    private volatile TlsMaterial _current;

    /// <exception cref="TlsFileException">One of the files cannot be used.</exception>
    public TlsFiles(TlsSettings settings, string dataFolder, TimeProvider time, ILogger log)
    {
        _settings = settings;
        _time = time;
        _log = log;
        var folder = new TlsFolder(dataFolder);
        if (settings.RsaFile is null || settings.EcFile is null || settings.StationRootsFile is null)
            new DevelopmentAuthority(folder, settings.Organisation, settings.Name, time).Prepare();
        _rsa = settings.RsaFile ?? folder.ServerRsa;
        _ec = settings.EcFile ?? folder.ServerEc;
        _developmentRoot = folder.Root;
        _files = [_rsa, _ec, settings.StationRootsFile ?? _developmentRoot, .. settings.RevocationFile is { } list ? [list] : Array.Empty<string>()];
        _seen = Stamps();
        _current = Read();
        WarnOfEnds();
    }

    public TlsMaterial Current => _current;

    /// <summary>Days until each certificate in force ends, by its file; of the roots of stations the first to end.</summary>
    public IReadOnlyList<(string File, double Days)> DaysLeft =>
    [
        .. InForce(_current).GroupBy(each => each.File).Select(file => (file.Key, file.Min(each => DaysOf(each.Certificate)))),
    ];

    /// <summary>Reads the files again if one has changed since the last time.</summary>
    /// <returns>Whether new material is in force.</returns>
    public bool Refresh()
    {
        var stamps = Stamps();
        if (stamps == _seen) return false;
        try
        {
            _current = Read();
            _seen = stamps;
            _log.CertificatesReloaded(_current.Rsa.Leaf.NotAfter, _current.Ec.Leaf.NotAfter);
            return true;
        }
        catch (TlsFileException unusable)
        {
            // It may be half written: the next look finds it whole. Each state is complained of once.
            _seen = stamps;
            _log.CertificatesNotReloaded(unusable.Message);
            return false;
        }
    }

    /// <summary>Tells of each certificate in force once when it ends in 30, in 7 and in 1 day, and once when it has ended.</summary>
    public void WarnOfEnds()
    {
        foreach (var (file, certificate) in InForce(_current))
        {
            var left = DaysOf(certificate);
            if (left >= Notices[0]) continue;
            var notice = left < 0 ? 0 : Notices.Last(days => left < days);
            if (_told.TryGetValue(certificate.Thumbprint, out var before) && before <= notice) continue;
            _told[certificate.Thumbprint] = notice;
            if (left < 0) _log.CertificateExpired(file);
            else _log.CertificateExpires(file, Math.Floor(left));
        }
    }

    private IEnumerable<(string File, X509Certificate2 Certificate)> InForce(TlsMaterial material) =>
        [(_rsa, material.Rsa.Leaf), (_ec, material.Ec.Leaf), .. material.StationRoots.Select(root => (_settings.StationRootsFile ?? _developmentRoot, root))];

    private double DaysOf(X509Certificate2 certificate) => (certificate.NotAfter.ToUniversalTime() - _time.GetUtcNow().UtcDateTime).TotalDays;

    private TlsMaterial Read() => new(
        ServerCertificate.Read(_rsa, isEc: false), ServerCertificate.Read(_ec, isEc: true), ReadRoots(_settings.StationRootsFile ?? _developmentRoot),
        _settings.RevocationFile is { } list ? RevocationLists.Read(list) : RevocationLists.None);

    private static X509Certificate2Collection ReadRoots(string file)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(File.ReadAllText(file));
            return roots.Count > 0 ? roots : throw new TlsFileException(file, "holds no certificate in PEM form");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new TlsFileException(file, $"cannot be read as certificates: {failure.Message}", failure);
        }
    }

    private string Stamps() => string.Join('|', _files.Select(file =>
    {
        var info = new FileInfo(file);
        return info.Exists ? $"{info.LastWriteTimeUtc.Ticks} {info.Length}" : "-";
    }));
}
