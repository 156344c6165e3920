using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>
/// The files behind <see cref="TlsMaterial"/>, read again when one changes. Open connections are not touched; a file that cannot be used
/// leaves what was read before in force, and says so in the log.
/// </summary>
internal sealed class TlsFiles
{
    private static readonly TimeSpan ExpiryNotice = TimeSpan.FromDays(30);
    private readonly string[] _files;
    private readonly TlsSettings _settings;
    private readonly string _developmentRoot;
    private readonly string _rsa;
    private readonly string _ec;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
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
    }

    public TlsMaterial Current => _current;

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

    private TlsMaterial Read()
    {
        var material = new TlsMaterial(
            ServerCertificate.Read(_rsa, isEc: false), ServerCertificate.Read(_ec, isEc: true), ReadRoots(_settings.StationRootsFile ?? _developmentRoot),
            _settings.RevocationFile is { } list ? RevocationLists.Read(list) : RevocationLists.None);
        foreach (var (leaf, file) in new[] { (material.Rsa.Leaf, _rsa), (material.Ec.Leaf, _ec) })
        {
            var left = leaf.NotAfter.ToUniversalTime() - _time.GetUtcNow().UtcDateTime;
            if (left < ExpiryNotice) _log.CertificateExpires(file, Math.Floor(left.TotalDays));
        }
        return material;
    }

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
