using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ampwright.Station.Board.Streams;

/// <summary>
/// What of Linux's terminals .NET does not have: a serial device made raw and not blocking, and pseudo-terminals. The numbers are those of
/// x64 and ARM64; termios is used through libc's own functions but for the two flags that make a line without a modem readable.
/// </summary>
internal static partial class TerminalDevice
{
    public const short PollIn = 0x001;
    public const short PollOut = 0x004;
    public const int TryAgain = 11;
    public const int Interrupted = 4;
    private const int NoEntry = 2;
    private const int NoDevice = 6;
    private const int NoAccess = 13;
    private const int NoSuchDevice = 19;
    private const int OpenFlags = 0x2 | 0x100 | 0x800 | 0x80000; // O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC
    private const int LockNow = 2 | 4; // LOCK_EX | LOCK_NB
    private const int TermiosRoom = 256;
    private const int ControlFlags = 8; // c_cflag, after c_iflag and c_oflag
    private const uint ReadWithoutModem = 0x80 | 0x800; // CREAD | CLOCAL
    private const int DropAll = 2; // TCIOFLUSH

    private static readonly Dictionary<int, uint> Speeds = new()
    {
        [9600] = 0xD,
        [19200] = 0xE,
        [38400] = 0xF,
        [57600] = 0x1001,
        [115200] = 0x1002,
        [230400] = 0x1003,
        [460800] = 0x1004,
        [921600] = 0x1007,
    };

    public static IEnumerable<int> BaudRates => Speeds.Keys.Order();

    /// <summary>Opens a serial device for this program alone: raw, 8 data bits, no parity, one stop bit, no flow control.</summary>
    /// <exception cref="IOException">It cannot be opened, in words that say what to do.</exception>
    public static Stream Open(string path, int baud)
    {
        NeedLinux();
        var handle = OpenDevice(path, OpenFlags);
        if (handle.IsInvalid) throw Failure(path, Marshal.GetLastPInvokeError());
        try
        {
            if (TakeLock(handle, LockNow) < 0) throw new IOException($"{path} is used by another program.");
            MakeRaw(handle, path, baud);
            return new TerminalStream(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Makes a pseudo-terminal; both of its ends are open and raw.</summary>
    public static (SafeFileHandle Master, SafeFileHandle Slave, string Path) MakePair()
    {
        NeedLinux();
        var master = OpenMaster(OpenFlags);
        if (master.IsInvalid || Grant(master) < 0 || Unlock(master) < 0) throw Failure("/dev/ptmx", Marshal.GetLastPInvokeError());
        var name = new byte[128];
        if (NameOf(master, name, name.Length) != 0) throw new IOException("The pseudo-terminal has no name.");
        var path = System.Text.Encoding.ASCII.GetString(name).TrimEnd('\0');
        var slave = OpenDevice(path, OpenFlags);
        if (slave.IsInvalid) throw Failure(path, Marshal.GetLastPInvokeError());
        MakeRaw(slave, path, 115200);
        return (master, slave, path);
    }

    /// <summary>Waits until the device can be read or written, or the time is over; true when it can or has gone.</summary>
    public static bool Wait(SafeFileHandle handle, short what, TimeSpan most)
    {
        var held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            var one = new PollEntry { Descriptor = (int)handle.DangerousGetHandle(), Events = what };
            return Poll(ref one, 1, (int)most.TotalMilliseconds) > 0;
        }
        finally
        {
            if (held) handle.DangerousRelease();
        }
    }

    /// <summary>Bytes read; -1 with the error in <see cref="Marshal.GetLastPInvokeError"/>.</summary>
    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Read(SafeFileHandle handle, Span<byte> buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Write(SafeFileHandle handle, ReadOnlySpan<byte> buffer, nint length);

    private static void MakeRaw(SafeFileHandle handle, string path, int baud)
    {
        Span<byte> termios = stackalloc byte[TermiosRoom];
        if (GetTermios(handle, termios) < 0) throw new IOException($"{path} is no serial device.");
        CfMakeRaw(termios);
        ref var flags = ref MemoryMarshal.AsRef<uint>(termios[ControlFlags..]);
        flags |= ReadWithoutModem;
        if (CfSetSpeed(termios, Speeds[baud]) < 0 || SetTermios(handle, 0, termios) < 0) throw Failure(path, Marshal.GetLastPInvokeError());
        _ = Flush(handle, DropAll);
    }

    private static IOException Failure(string path, int error) => new(error switch
    {
        NoEntry or NoDevice or NoSuchDevice => $"There is no {path}: is the board plugged in?",
        NoAccess => $"{path} must not be opened by this user: make it a member of the group that owns it, mostly dialout.",
        _ => $"{path} cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}.",
    });

    private static void NeedLinux()
    {
        if (!OperatingSystem.IsLinux()) throw new IOException("Serial devices are opened on Linux only; give a board behind TCP.");
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle OpenDevice(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int TakeLock(SafeFileHandle handle, int operation);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollEntry entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTermios(SafeFileHandle handle, Span<byte> termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetTermios(SafeFileHandle handle, int when, Span<byte> termios);

    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(SafeFileHandle handle, int what);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void CfMakeRaw(Span<byte> termios);

    [LibraryImport("libc", EntryPoint = "cfsetspeed", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CfSetSpeed(Span<byte> termios, uint speed);

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Grant(SafeFileHandle master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unlock(SafeFileHandle master);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NameOf(SafeFileHandle master, Span<byte> name, nint length);
}
