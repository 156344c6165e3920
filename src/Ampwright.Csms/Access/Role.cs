namespace Ampwright.Csms.Access;

/// <summary>What an account or token may do; each role may all that the one before may.</summary>
internal enum Role
{
    /// <summary>Tells what a building draws, and may do and see nothing else. For tokens only: no other role includes it.</summary>
    Meter = 0,

    /// <summary>Reads everything but accounts, tokens and the audit log.</summary>
    Viewer = 1,

    /// <summary>Helps a driver: starts, stops, unlocks, resets, changes availability, reads configuration.</summary>
    Support = 2,

    /// <summary>Runs the network: stations, id tags, configuration.</summary>
    Operator = 3,

    /// <summary>Decides who may: accounts, tokens, audit log.</summary>
    Owner = 4,
}
