using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Files;

/// <summary>
/// Debian's <c>vsftpd</c> on loopback, over a folder of its own, for anonymous users who may write; with TLS it wants the session of the control
/// connection for the data, and a proper goodbye. Ended by its process id.
/// </summary>
internal sealed class FtpServer : IAsyncDisposable
{
    /// <summary>
    /// The collection of those who speak TLS to file servers: the platform keeps one session for each host name and process, all of them are localhost,
    /// and the server wants the session of its own control connection.
    /// </summary>
    public const string Sessions = "TLS to file servers";

    private const string Program = "/usr/sbin/vsftpd";
    private readonly Process _process;
    private readonly string _folder;
    private readonly bool _secured;
    private readonly int _port;

    private FtpServer(Process process, string folder, int port, bool secured) => (_process, _folder, _port, _secured) = (process, folder, port, secured);

    public static bool IsInstalled => File.Exists(Program);

    /// <param name="certificate">With its key; null = without TLS.</param>
    public static async Task<FtpServer> StartAsync(X509Certificate2? certificate = null)
    {
        if (!IsInstalled) Assert.Skip("vsftpd is not installed: apt-get install vsftpd");
        var folder = Directory.CreateTempSubdirectory("ampwright-ftp-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "root"));
        var port = FreePort();
        var lines = new List<string>
        {
            "listen=YES", "listen_address=127.0.0.1", $"listen_port={port}", "background=NO", "run_as_launching_user=YES", $"ftp_username={Environment.UserName}",
            "anonymous_enable=YES", "local_enable=NO", "write_enable=YES", $"anon_root={folder}/root", "anon_upload_enable=YES", "anon_other_write_enable=YES",
            "anon_umask=022", "anon_world_readable_only=NO", "allow_writeable_chroot=YES", "seccomp_sandbox=NO", "isolate=NO", "isolate_network=NO", "xferlog_enable=NO",
        };
        if (certificate is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "server.pem"), $"{certificate.ExportCertificatePem()}\n{certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n");
            lines.AddRange(
            [
                "ssl_enable=YES", "allow_anon_ssl=YES", "force_anon_logins_ssl=YES", "force_anon_data_ssl=YES", "require_ssl_reuse=YES", "strict_ssl_read_eof=YES",
                "ssl_ciphers=HIGH", $"rsa_cert_file={folder}/server.pem", $"rsa_private_key_file={folder}/server.pem",
            ]);
        }
        await File.WriteAllLinesAsync(Path.Combine(folder, "vsftpd.conf"), lines);
        var process = Process.Start(new ProcessStartInfo(Program, Path.Combine(folder, "vsftpd.conf")) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var server = new FtpServer(process, folder, port, certificate is not null);
        await Eventually.HoldsAsync(() => process.HasExited ? throw new InvalidOperationException($"vsftpd: {process.StandardOutput.ReadToEnd()}") : Listens(port), "vsftpd listens");
        return server;
    }

    public string At(string path) => $"{(_secured ? "ftps" : "ftp")}://localhost:{_port}/{path}";

    public string FileOf(string path) => Path.Combine(_folder, "root", path);

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
