using System.Reflection;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Slo.AspNetCore.Tests.Shedding;

/// <summary>Finds one controller, which is nested so that the apps of other tests do not find it.</summary>
internal sealed class OnlyController(Type controller) : ControllerFeatureProvider
{
    protected override bool IsController(TypeInfo typeInfo) => typeInfo == controller;
}
