namespace Ampwright.Csms.MessageLog;

/// <summary>Which way a frame went. The names are on disk and in the API.</summary>
internal enum FrameDirection
{
    FromStation,
    ToStation,
}
