namespace Ampwright.Csms.LocalAuthList;

/// <summary>
/// How far a station's list is in step. The names are on disk and in the API.
/// <code>
///   Waiting ─► Asking (what it can, which version it has) ─► Sending ─► Checking ─► InStep
///                 └► Unsupported, Disabled                     └► Failing (tried again later)
/// </code>
/// </summary>
internal enum ListState
{
    /// <summary>Something is to be done and the station is not there, or gets no CALL that nobody asked for.</summary>
    Waiting,
    Asking,
    Sending,
    Checking,
    InStep,

    /// <summary>The station says that it has no such list.</summary>
    Unsupported,

    /// <summary>Its LocalAuthListEnabled is false.</summary>
    Disabled,

    /// <summary>It refused a full update, or does not hold what it accepted.</summary>
    Failing,

    /// <summary>Left alone.</summary>
    Off,
}

/// <summary>Where the content of a list comes from. The names are on disk and in the API.</summary>
internal enum ListMode
{
    /// <summary>As the site says: <see cref="Automatic"/> or <see cref="Off"/>.</summary>
    AsSite,

    /// <summary>Computed from who may charge.</summary>
    Automatic,

    /// <summary>As somebody put it.</summary>
    ByHand,

    /// <summary>Left alone.</summary>
    Off,
}
