using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ampwright.Station.Flight;

/// <summary>
/// The files of a flight recorder: lines go to the newest, the oldest goes once there are too many. No file stays open, and what is still
/// in memory is written after a second at the latest, so an idle station writes nothing. A disk that refuses costs lines, never the station.
/// Safe from any thread.
/// </summary>
internal sealed class FlightRing : IDisposable
{
    private const int MostInMemory = 64 * 1024;
    private const string Prefix = "flight-";
    private const string Suffix = ".jsonl";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _waiting = new(1024);
    private readonly string _folder;
    private readonly int _fileBytes;
    private readonly int _files;
    private readonly ITimer _timer;
    private int _linesWaiting;
    private long _lost;
    private long _number;

    /// <param name="fileBytes">A file this long is full.</param>
    /// <param name="files">How many there may be, the one being written included.</param>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public FlightRing(string folder, TimeProvider time, int fileBytes, int files)
    {
        (_folder, _fileBytes, _files) = (folder, fileBytes, files);
        Directory.CreateDirectory(folder);
        _number = Numbers(folder).LastOrDefault(1);
        _timer = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(string line)
    {
        lock (_lock)
        {
            if (_waiting.WrittenCount == 0) _timer.Change(Patience, Timeout.InfiniteTimeSpan);
            Encoding.UTF8.GetBytes(line, _waiting);
            _waiting.Write("\n"u8);
            _linesWaiting++;
            if (_waiting.WrittenCount >= MostInMemory) Flush();
        }
    }

    /// <summary>Writes what is still in memory.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            if (_waiting.WrittenCount == 0) return;
            try
            {
                Append();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                _lost += _linesWaiting;
            }
            _waiting.ResetWrittenCount();
            _linesWaiting = 0;
        }
    }

    /// <summary>Everything there is, oldest first.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public byte[] Read()
    {
        lock (_lock)
        {
            Flush();
            return Read(_folder);
        }
    }

    /// <summary>Everything that there is in a folder, oldest first, also of a recorder that is no more.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static byte[] Read(string folder)
    {
        using var all = new MemoryStream();
        foreach (var number in Numbers(folder))
        {
            using var file = File.OpenRead(PathOf(folder, number));
            file.CopyTo(all);
        }
        return all.ToArray();
    }

    public void Dispose()
    {
        _timer.Dispose();
        Flush();
    }

    private void Append()
    {
        using var file = new FileStream(PathOf(_folder, _number), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        if (file.Length > 0)
        {
            // A program that was killed may have left half a line.
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n') file.WriteByte((byte)'\n');
        }
        if (_lost > 0) file.Write(Encoding.UTF8.GetBytes(FlightRecorder.Gap(_lost) + "\n"));
        file.Write(_waiting.WrittenSpan);
        _lost = 0;
        if (file.Length < _fileBytes) return;
        _number++;
        foreach (var old in Numbers(_folder).Where(number => number <= _number - _files)) File.Delete(PathOf(_folder, old));
    }

    private static long[] Numbers(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, Prefix + "*" + Suffix)
            .Select(file => long.TryParse(Path.GetFileName(file)[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .Order(),
    ];

    private static string PathOf(string folder, long number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D8}{Suffix}"));
}
