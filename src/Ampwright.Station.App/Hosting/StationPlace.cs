using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Station.App.Hosting;

/// <summary>
/// The right to run one station over one data folder, against other programs and other parts of this one. All stations of a data folder share the
/// file <c>stations.lock</c>, in which each locks a byte of its own (fcntl): a fleet needs one open file for that, however large it is.
/// </summary>
internal sealed class StationPlace : IDisposable
{
    private const string FileName = "stations.lock";
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, (FileStream File, HashSet<string> Taken)> Folders = new(StringComparer.Ordinal);
    private readonly string _data;
    private readonly string _identity;
    private bool _given;

    private StationPlace(string data, string identity) => (_data, _identity) = (data, identity);

    /// <exception cref="StartException">Somebody runs the station, or the folder cannot be used.</exception>
    public static StationPlace Take(string data, string identity)
    {
        lock (Gate)
        {
            try
            {
                if (!Folders.TryGetValue(data, out var folder))
                {
                    Directory.CreateDirectory(data);
                    folder = Folders[data] = (new FileStream(Path.Combine(data, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite), []);
                }

                if (!folder.Taken.Add(identity)) throw new IOException("It is in use here.");
                try
                {
                    if (OperatingSystem.IsLinux()) folder.File.Lock(ByteOf(identity), 1);
                }
                catch
                {
                    folder.Taken.Remove(identity);
                    throw;
                }

                return new StationPlace(data, identity);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                CloseIfEmpty(data);
                throw new StartException(
                    $"The folder {Path.Combine(data, Uri.EscapeDataString(identity))} cannot be used: {failure.Message} Is another program running this station? Choose another folder with --data.",
                    failure);
            }
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (_given) return;
            _given = true;
            var (file, taken) = Folders[_data];
            taken.Remove(_identity);
            if (OperatingSystem.IsLinux()) file.Unlock(ByteOf(_identity), 1);
            CloseIfEmpty(_data);
        }
    }

    // Closing any handle of the file would give up every lock this process has in it, so there is one, until the last station is gone.
    private static void CloseIfEmpty(string data)
    {
        if (!Folders.TryGetValue(data, out var folder) || folder.Taken.Count > 0) return;
        Folders.Remove(data);
        folder.File.Dispose();
    }

    private static long ByteOf(string identity) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(identity))) & (long.MaxValue >> 1);
}
