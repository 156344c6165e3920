namespace Ampwright.Csms.TransportSecurity;

/// <summary>Keys and certificates in the data folder. Only the program's user may read them.</summary>
internal sealed class TlsFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _path;

    public TlsFolder(string dataFolder)
    {
        _path = Path.Combine(dataFolder, "tls");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_path);
        else Directory.CreateDirectory(_path, OwnerOnly | UnixFileMode.UserExecute);
    }

    public string Root => Path.Combine(_path, "root.pem");

    public string RootKey => Path.Combine(_path, "root.key");

    /// <summary>Certificate and key in one file.</summary>
    public string ServerRsa => Path.Combine(_path, "server-rsa.pem");

    public string ServerEc => Path.Combine(_path, "server-ec.pem");

    /// <summary>Whole or not at all, and never readable by others, not even for a moment.</summary>
    public static void Write(string file, string text)
    {
        var written = file + ".new";
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = OwnerOnly;
        File.Delete(written);
        using (var stream = new FileStream(written, how))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
        File.Move(written, file, overwrite: true);
    }
}
