namespace Slo.Shared.Incidents;

/// <summary>How an incident is written.</summary>
internal enum IncidentFormat
{
    /// <summary>For programs.</summary>
    Json,

    /// <summary>For chats and reviews.</summary>
    Markdown,

    /// <summary>For terminals.</summary>
    Text,
}
